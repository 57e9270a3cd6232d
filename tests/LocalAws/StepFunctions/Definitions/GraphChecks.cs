namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>What only the whole graph shows: targets, reachability, unique names, and variables that would shadow outer ones.</summary>
internal static class GraphChecks
{
    public static void Run(StateGraph graph)
    {
        CheckUniqueNames(graph, "States", new HashSet<string>(StringComparer.Ordinal));
        Check(graph, "States", []);
    }

    private static void CheckUniqueNames(StateGraph graph, string path, HashSet<string> seen)
    {
        foreach (var state in graph.States.Values)
        {
            if (!seen.Add(state.Name))
            {
                throw new DefinitionException($"{path}/{state.Name}", "a state's name must be unique in the whole machine.");
            }

            foreach (var (inner, _) in state.Inner)
            {
                CheckUniqueNames(inner, $"{path}/{state.Name}/States", seen);
            }
        }
    }

    private static void Check(StateGraph graph, string path, HashSet<string> outerVariables)
    {
        CheckTargets(graph, path);
        CheckReachable(graph, path);
        var variables = graph.States.Values.SelectMany(state => state.Assignments).SelectMany(assign => assign.Names).ToHashSet();
        foreach (var assign in graph.States.Values.SelectMany(state => state.Assignments))
        {
            if (assign.Names.FirstOrDefault(outerVariables.Contains) is { } shadow)
            {
                throw new DefinitionException(
                    $"{assign.StatePath}/{assign.Location}/{shadow}", "a variable of an outer scope cannot be assigned in an inner one.");
            }
        }

        foreach (var state in graph.States.Values)
        {
            foreach (var (inner, seesOuter) in state.Inner)
            {
                Check(inner, $"{path}/{state.Name}/States", seesOuter ? [.. outerVariables, .. variables] : []);
            }
        }
    }

    private static void CheckTargets(StateGraph graph, string path)
    {
        if (!graph.States.ContainsKey(graph.StartAt))
        {
            throw new DefinitionException(path, $"StartAt names '{graph.StartAt}', which is not among the states.");
        }

        foreach (var state in graph.States.Values)
        {
            foreach (var (field, _) in state.Targets.Where(target => !graph.States.ContainsKey(target.Target)))
            {
                throw new DefinitionException($"{path}/{state.Name}/{field}", "names a state that is not in the same graph.");
            }
        }
    }

    private static void CheckReachable(StateGraph graph, string path)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>([graph.StartAt]);
        while (pending.TryPop(out var name))
        {
            if (reached.Add(name))
            {
                foreach (var (_, target) in graph.States[name].Targets)
                {
                    pending.Push(target);
                }
            }
        }

        if (graph.States.Keys.FirstOrDefault(name => !reached.Contains(name)) is { } unreachable)
        {
            throw new DefinitionException($"{path}/{unreachable}", "no transition leads to this state.");
        }
    }
}
