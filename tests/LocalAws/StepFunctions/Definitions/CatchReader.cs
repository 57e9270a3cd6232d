namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>Reads <c>Catch</c>.</summary>
internal sealed class CatchReader(List<Template> templates)
{
    public IReadOnlyList<Catcher> Catchers(Fields state)
    {
        var catchers = ErrorLists.Objects(state, "Catch").Select(fields => Read(fields, state.Path)).ToList();
        ErrorLists.CheckWildcards([.. catchers.Select(catcher => catcher.ErrorEquals)], state, "Catch");
        return catchers;
    }

    private Catcher Read(Fields fields, string statePath)
    {
        fields.Take("Comment");
        var reader = new TemplateReader(fields, templates, statePath);
        var catcher = new Catcher(
            ErrorLists.ErrorEquals(fields),
            fields.Text("Next"),
            reader.Optional("Output", StatesScope.ErrorOutput),
            reader.Assign(StatesScope.ErrorOutput));
        fields.Done();
        return catcher;
    }
}
