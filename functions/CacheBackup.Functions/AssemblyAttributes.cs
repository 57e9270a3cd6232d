using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Functions;

[assembly: LambdaGlobalProperties(GenerateMain = true)]
[assembly: LambdaSerializer(typeof(StrictLambdaSerializer))]
