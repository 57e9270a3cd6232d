"""Prints what CloudFormation gets to see of a SAM template, as JSON: the SAM translator's transform, run here."""
import json
import os
import sys

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

# What `sam package` does before the transform: local code becomes an object in a bucket.
PACKAGED = "s3://packaged-by-sam/artifact"


def main(path):
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
    with open(path, encoding="utf-8") as file:
        template = yaml_parse(file.read())
    template["Globals"]["Function"]["CodeUri"] = PACKAGED
    for resource in template["Resources"].values():
        if "DefinitionUri" in resource.get("Properties", {}):
            resource["Properties"]["DefinitionUri"] = PACKAGED
    # No policy is named by its short name, so there are no managed policies to look up.
    json.dump(Translator({}, Parser()).translate(template, parameter_values={}), sys.stdout, indent=2)


main(sys.argv[1])
