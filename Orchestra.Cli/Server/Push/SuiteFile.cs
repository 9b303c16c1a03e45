namespace Orchestra.Cli.Server.Push;

/// <summary>A suite as a folder has it.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Name">Its name, by which the server's suite is found.</param>
/// <param name="Specs">Specs of its services, as <c>--spec</c> names them; null when the file says nothing.</param>
/// <param name="Scenarios">Its scenarios, in their order.</param>
internal sealed record SuiteFile(string Path, string Name, IReadOnlyList<string>? Specs, IReadOnlyList<ScenarioFile> Scenarios)
{
    /// <summary>The scenarios, each after those of the folder that it waits for; a circle is left to the server to refuse.</summary>
    public IReadOnlyList<ScenarioFile> InOrderOfDependencies()
    {
        var byKey = Scenarios.ToDictionary(scenario => scenario.Key, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<ScenarioFile>();
        var open = new Stack<(ScenarioFile Scenario, bool IsLeft)>(Scenarios.Reverse().Select(scenario => (scenario, false)));
        while (open.TryPop(out var entry))
        {
            if (entry.IsLeft)
            {
                ordered.Add(entry.Scenario);
            }
            else if (seen.Add(entry.Scenario.Key))
            {
                open.Push((entry.Scenario, true));
                foreach (var key in entry.Scenario.DependsOn.Reverse().Where(byKey.ContainsKey))
                {
                    open.Push((byKey[key], false));
                }
            }
        }

        return ordered;
    }
}
