"""Backs a cluster up with boto3, and holds every answer against the API model that boto3 carries."""
from xml.etree import ElementTree

import boto3

checked = set()


def check(element, shape, path):
    """Every element must be one that the API model knows, in its place: the parser ignores what it does not know."""
    children = [(child.tag.split('}')[1], child) for child in element]
    if shape.type_name == 'structure':
        members = {member.serialization.get('name', name): member for name, member in shape.members.items()}
        for name, child in children:
            assert name in members, f'{path} has no member {name}'
            check(child, members[name], f'{path}.{name}')
    elif shape.type_name == 'list':
        for name, child in children:
            assert name == shape.member.serialization.get('name', 'member'), f'{path} has items named {name}'
            check(child, shape.member, f'{path}[]')


def before_parse(operation_model, response_dict, **_):
    if response_dict['status_code'] == 200:
        shape = operation_model.output_shape
        check(ElementTree.fromstring(response_dict['body'])[0], shape, operation_model.name)
        checked.add(operation_model.name)


ec = boto3.client('elasticache')
ec.meta.events.register('before-parse.elasticache', before_parse)
ec.create_replication_group(ReplicationGroupId='carts', ReplicationGroupDescription='by boto3', CacheNodeType='cache.r7g.large',
    NodeGroupConfiguration=[{'Slots': '0-8191', 'ReplicaCount': 1}, {'Slots': '8192-16383', 'ReplicaCount': 0}],
    NumNodeGroups=2, AutomaticFailoverEnabled=True, SecurityGroupIds=['sg-1'], Tags=[{'Key': 'a', 'Value': 'b'}])
ec.get_waiter('replication_group_available').wait(ReplicationGroupId='carts', WaiterConfig={'Delay': 1})
group = ec.describe_replication_groups(ReplicationGroupId='carts')['ReplicationGroups'][0]
assert group['ClusterEnabled'] and group['ConfigurationEndpoint']['Port'] > 0, group
assert [g['Slots'] for g in group['NodeGroups']] == ['0-8191', '8192-16383'], group
assert group['ReplicationGroupCreateTime'].tzinfo and group['DataTiering'] == 'disabled', group
nodes = [c for page in ec.get_paginator('describe_cache_clusters').paginate(ShowCacheNodeInfo=True) for c in page['CacheClusters']]
assert [n['CacheClusterId'] for n in nodes] == ['carts-0001-001', 'carts-0001-002', 'carts-0002-001'], nodes
assert nodes[0]['CacheNodes'][0]['Endpoint']['Address'] == '127.0.0.1' and nodes[0]['SecurityGroups'][0]['Status'] == 'active', nodes
assert ec.list_tags_for_resource(ResourceName=group['ARN'])['TagList'] == [{'Key': 'a', 'Value': 'b'}]
snapshot = ec.create_snapshot(ReplicationGroupId='carts', SnapshotName='by-boto3')['Snapshot']
assert snapshot['NumNodeGroups'] == 2 and snapshot['NodeSnapshots'] == [{'NodeGroupId': '0001'}, {'NodeGroupId': '0002'}], snapshot
ec.describe_snapshots(SnapshotName='by-boto3', ShowNodeGroupConfig=True)
ec.create_cache_cluster(CacheClusterId='single', Engine='redis', CacheNodeType='cache.t4g.micro', NumCacheNodes=1,
    NotificationTopicArn='arn:aws:sns:eu-west-1:111122223333:topic')
assert ec.describe_events(SourceType='replication-group')['Events'][0]['SourceIdentifier'] == 'carts'
try:
    ec.create_snapshot(ReplicationGroupId='absent', SnapshotName='x')
    assert False
except ec.exceptions.ReplicationGroupNotFoundFault as e:
    assert e.response['ResponseMetadata']['HTTPStatusCode'] == 404
try:
    ec.create_serverless_cache(ServerlessCacheName='x', Engine='valkey')
    assert False
except ec.exceptions.ClientError as e:
    assert e.response['Error']['Code'] == 'NotImplemented', e
assert len(checked) == 8, checked
print('understood')
