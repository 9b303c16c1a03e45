using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Cli.Server;

/// <summary>What <c>run</c> and <c>demo</c> run.</summary>
internal sealed record RunRequest
{
    /// <summary>A suite on the server.</summary>
    public string? SuiteId { get; init; }

    /// <summary>A scenario on the server.</summary>
    public string? ScenarioId { get; init; }

    /// <summary>A BPMN file or a sequence diagram to generate a suite from.</summary>
    public string? Process { get; init; }

    /// <summary>The specs of its services: <c>FILE</c> or <c>SERVICE=FILE</c>.</summary>
    public IReadOnlyList<string> Specs { get; init; } = [];

    /// <summary>Files of data sets.</summary>
    public IReadOnlyList<string> DataSets { get; init; } = [];

    /// <summary>An environment's name, or a file; not looked at when <see cref="EnvironmentBody"/> is there.</summary>
    public string Environment { get; init; } = "";

    /// <summary>An environment to create.</summary>
    public JsonObject? EnvironmentBody { get; init; }

    /// <summary>RUN_ALL_STEPS or STOP_ON_FIRST_FAILURE; null for the server's default.</summary>
    public string? Mode { get; init; }

    /// <summary>What to generate.</summary>
    public SuiteOptions Options { get; init; } = new();

    /// <summary>Where the reports go.</summary>
    public ReportFiles Files { get; init; } = new();

    /// <summary>Print the JSON report instead of the summary.</summary>
    public bool Json { get; init; }
}
