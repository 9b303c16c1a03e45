using System.CommandLine;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation;

namespace Orchestra.Cli.Offline;

/// <summary>The options that say what to generate: the same for <c>generate</c>, <c>run --process</c> and <c>demo</c>.</summary>
internal sealed class SuiteArguments
{
    private readonly Option<string[]> _criteria = new("--criteria")
    {
        Description = $"what to cover, separated by commas: {string.Join(", ", WireNames.All<CoverageCriterion>())} (default EDGE)",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _strength = new("--strength")
    {
        Description = "strength of PAIRWISE, 2 to 4",
        DefaultValueFactory = _ => 2,
    };

    private readonly Option<string> _orders = new("--orders")
    {
        Description = $"orders of parallel branches: {string.Join(", ", WireNames.All<BranchOrders>())}",
        DefaultValueFactory = _ => "NONE",
    };

    private readonly Option<int> _maxLoop = new("--max-loop")
    {
        Description = "most iterations of a loop without a bound of its own, 1 to 10",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _seed = new("--seed") { Description = "the same seed gives the same bytes", DefaultValueFactory = _ => 1 };

    private readonly Option<string?> _participant = new("--participant") { Description = "the pool to start in" };

    private readonly Option<double> _threshold = new("--threshold")
    {
        Description = "score from which a task is bound to an endpoint by its name, 0 to 1",
        DefaultValueFactory = _ => 0.5,
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_criteria, _strength, _orders, _maxLoop, _seed, _participant, _threshold])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="CliException">A value is not allowed: exit code 2.</exception>
    public SuiteOptions Read(ParseResult parsed)
    {
        var options = new SuiteOptions
        {
            Criteria = Criteria(parsed.GetValue(_criteria) ?? []),
            Strength = parsed.GetValue(_strength),
            Orders = Find<BranchOrders>("--orders", parsed.GetRequiredValue(_orders)),
            MaxLoopIterations = parsed.GetValue(_maxLoop),
            Seed = parsed.GetValue(_seed),
            Participant = parsed.GetValue(_participant),
            BindingThreshold = parsed.GetValue(_threshold),
        };
        var faults = SuiteOptionsCheck.FaultsOf(options).ToList();
        return faults.Count == 0 ? options : throw new CliException(ExitCodes.Usage, "the options of the suite are not valid", faults);
    }

    private static IReadOnlyList<CoverageCriterion> Criteria(string[] given)
    {
        var names = given
            .SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToList();
        return names.Count == 0
            ? [CoverageCriterion.Edge]
            : [.. names.Select(name => Find<CoverageCriterion>("--criteria", name)).Distinct()];
    }

    private static T Find<T>(string option, string name)
        where T : struct, Enum =>
        WireNames.Find<T>(name)
        ?? throw new CliException(ExitCodes.Usage, $"{option} does not know '{name}': it takes {string.Join(", ", WireNames.All<T>())}");
}
