using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Contracts.Reports;

/// <summary>One step of a run's report: its last attempt, and how many there were.</summary>
public sealed record StepReport
{
    /// <summary>Position, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The step's alias.</summary>
    public required string Alias { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The protocol.</summary>
    public required ChannelType ChannelType { get; init; }

    /// <summary>The graph node.</summary>
    public string? NodeId { get; init; }

    /// <summary>For example <c>POST /applications</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Its state.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>Attempts made.</summary>
    public int Attempts { get; init; }

    /// <summary>Times the last attempt was sent: more than 1 after a crash.</summary>
    public int Sends { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double? DurationMs { get; init; }

    /// <summary>The request as a command line, masked as the record is; null where nothing was sent over HTTP, or where the body is too long for one.</summary>
    public string? Curl { get; init; }

    /// <summary>Request, response, violations.</summary>
    public StepPayload Payload { get; init; } = new();
}
