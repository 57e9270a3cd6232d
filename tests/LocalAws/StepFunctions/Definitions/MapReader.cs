namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>Reads a Map, inline or distributed.</summary>
internal sealed class MapReader(TemplateReader reader, Func<Fields, StateGraph> readGraph)
{
    private const string ForbiddenInLabels = "?*<>{}[]:;,\\|^~$#%&`\"";

    public MapState Read(string name, Fields fields)
    {
        fields.RefuseUnsupported("ItemReader", "ItemBatcher", "ResultWriter");
        var processor = new Fields(fields.Require("ItemProcessor"), $"{fields.Path}/ItemProcessor");
        processor.Take("Comment");
        var distributed = IsDistributed(processor);
        var graph = readGraph(processor);
        processor.Done();
        if (!distributed)
        {
            RefuseDistributedFields(fields);
        }

        return new MapState(name, graph, distributed)
        {
            Items = reader.Array("Items"),
            ItemSelector = reader.Optional("ItemSelector", StatesScope.Input),
            MaxConcurrency = reader.Number("MaxConcurrency", 0),
            ToleratedFailureCount = reader.Number("ToleratedFailureCount", 0),
            ToleratedFailurePercentage = reader.Number("ToleratedFailurePercentage", 0, 100),
            Label = Label(fields),
        };
    }

    private static bool IsDistributed(Fields processor)
    {
        if (processor.Take("ProcessorConfig") is not { } element)
        {
            return false;
        }

        var config = new Fields(element, $"{processor.Path}/ProcessorConfig");
        var mode = config.OptionalText("Mode") ?? "INLINE";
        var type = config.OptionalText("ExecutionType");
        config.Done();
        return (mode, type) switch
        {
            ("INLINE", null) => false,
            ("DISTRIBUTED", "STANDARD" or "EXPRESS") => true,
            ("DISTRIBUTED", null) => throw new DefinitionException(config.Path, "the required field 'ExecutionType' is missing."),
            ("DISTRIBUTED", _) => throw config.Refuse("ExecutionType", "must be 'STANDARD' or 'EXPRESS'."),
            ("INLINE", _) => throw config.Refuse("ExecutionType", "belongs to Mode 'DISTRIBUTED'."),
            _ => throw config.Refuse("Mode", "must be 'INLINE' or 'DISTRIBUTED'."),
        };
    }

    private static void RefuseDistributedFields(Fields fields)
    {
        foreach (var field in (string[])["ToleratedFailureCount", "ToleratedFailurePercentage", "Label"])
        {
            if (fields.Has(field))
            {
                throw fields.Refuse(field, "belongs to a distributed Map.");
            }
        }
    }

    private static string? Label(Fields fields)
    {
        var label = fields.OptionalText("Label");
        return label is null || (label.Length is > 0 and <= 40 && !label.Any(c => char.IsWhiteSpace(c) || ForbiddenInLabels.Contains(c)))
            ? label
            : throw fields.Refuse("Label", $"has 1 to 40 characters, none of them white space or one of {ForbiddenInLabels}");
    }
}
