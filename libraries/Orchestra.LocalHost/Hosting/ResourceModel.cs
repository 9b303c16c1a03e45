using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <summary>What AppHost said of one resource.</summary>
internal sealed class ResourceModel
{
    public List<EndpointModel> Endpoints { get; } = [];

    /// <summary>Each adds its variables when the resource starts: ports are given out by then.</summary>
    public List<Func<IDictionary<string, string?>, CancellationToken, ValueTask>> Environment { get; } = [];

    public List<string> Arguments { get; } = [];

    public List<WaitModel> Waits { get; } = [];

    /// <summary>Resources whose addresses this one has been given: it is stopped before they are.</summary>
    public HashSet<IResource> References { get; } = [];

    public List<HttpHealthCheck> HealthChecks { get; } = [];

    public int Replicas { get; set; } = 1;

    /// <summary>Somebody waits for its end with this code: it is done when it has ended, not when it runs.</summary>
    public int? CompletionExitCode { get; set; }

    /// <summary>The full path of a project's file.</summary>
    public string? ProjectPath { get; set; }
}
