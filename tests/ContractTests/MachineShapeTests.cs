using System.Text.Json;
using CacheBackup.ContractTests.Reading;

namespace CacheBackup.ContractTests;

/// <summary>What holds for every machine.</summary>
public abstract class MachineShapeTests
{
    /// <summary>The shipped machine.</summary>
    private protected abstract Machine Machine { get; }

    /// <summary>
    /// States with a catcher of their own, and where it leads: what fails after the failure path has begun, or after the outcome is
    /// known, must not start the failure path (again).
    /// </summary>
    protected abstract IReadOnlyDictionary<string, string> OwnCatchers { get; }

    [Fact]
    public void Every_state_named_as_a_successor_exists_beside_the_state_that_names_it() =>
        Machine.Graph.Graphs
            .SelectMany(graph => graph.ByName.Values.SelectMany(state => state.Targets).Append(graph.First).Except(graph.ByName.Keys))
            .ShouldBeEmpty();

    [Fact]
    public void Every_state_can_be_reached() =>
        Machine.Graph.Graphs.SelectMany(graph => graph.ByName.Keys.Except(Reachable(graph))).ShouldBeEmpty();

    [Fact]
    public void State_names_are_unique_in_the_whole_machine() =>
        Machine.States.GroupBy(state => state.Name).Where(names => names.Count() > 1).ShouldBeEmpty();

    [Fact]
    public void Every_task_has_a_timeout() => Machine.Tasks.Where(task => !task.Has("TimeoutSeconds")).ShouldBeEmpty();

    [Fact]
    public void The_machine_has_a_timeout() => Machine.Json.GetProperty("TimeoutSeconds").GetInt32().ShouldBePositive();

    [Fact]
    public void Every_task_has_the_one_retrier_word_for_word()
    {
        Machine.Tasks.Where(task => task.List("Retry").Count != 1).ShouldBeEmpty();
        Machine.Tasks.Select(task => Words(task.List("Retry")[0])).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void No_map_is_retried_because_its_items_are() =>
        Machine.States.Where(state => state.Type == "Map" && state.Has("Retry")).ShouldBeEmpty();

    [Fact]
    public void Everything_on_the_happy_path_has_the_one_catcher_word_for_word()
    {
        var states = Machine.States
            .Where(state => state is { Map: null, Type: "Task" or "Map" } && !OwnCatchers.ContainsKey(state.Name)).ToList();
        states.Where(state => state.List("Catch").Count != 1).ShouldBeEmpty();
        states.Select(state => Words(state.List("Catch")[0])).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_items_of_a_map_leave_catching_to_the_map() =>
        Machine.States.Where(state => state.Map is not null && state.Has("Catch") && !OwnCatchers.ContainsKey(state.Name)).ShouldBeEmpty();

    [Fact]
    public void What_fails_after_the_outcome_is_known_changes_nothing_of_it() =>
        OwnCatchers.Keys.ToDictionary(name => name, name => Machine.State(name).List("Catch").Single().GetProperty("Next").GetString()!)
            .ShouldBe(OwnCatchers);

    [Fact]
    public void Nothing_retries_every_error() =>
        Machine.States.SelectMany(state => state.RetriedErrors).ShouldNotContain("States.ALL");

    // Indentation differs with depth.
    private static string Words(JsonElement rule) => JsonSerializer.Serialize(rule);

    private static HashSet<string> Reachable(Graph graph)
    {
        HashSet<string> reached = [];
        Stack<string> next = new([graph.First]);
        while (next.TryPop(out var name))
        {
            if (reached.Add(name))
            {
                graph.ByName[name].Targets.ToList().ForEach(next.Push);
            }
        }

        return reached;
    }
}
