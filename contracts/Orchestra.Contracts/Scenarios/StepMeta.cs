using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Scenarios;

/// <summary>How a step is carried out. Members that a channel does not know are refused when the scenario is stored.</summary>
public sealed record StepMeta
{
    /// <summary>Milliseconds until the step is over; 10,000 when absent, at most 600,000.</summary>
    public int? TimeoutMs { get; init; }

    /// <summary>Milliseconds between two looks of an ASSERTION; 250 when absent.</summary>
    public int? PollIntervalMs { get; init; }

    /// <summary>Whether HTTP redirects are followed; true when absent.</summary>
    public bool? FollowRedirects { get; init; }

    /// <summary>Bytes of a response body that are kept; 1 MiB when absent, at most 16 MiB.</summary>
    public int? MaxBodyBytes { get; init; }

    /// <summary>HTTP_REST, GRPC: alias of the environment's auth profile; the service's own when absent, <c>none</c> for none.</summary>
    public string? Auth { get; init; }

    /// <summary>KAFKA: the alias of the environment's cluster.</summary>
    public string? ClusterAlias { get; init; }

    /// <summary>KAFKA: the topic.</summary>
    public string? Topic { get; init; }

    /// <summary>QUEUE: the alias of the environment's broker.</summary>
    public string? BrokerAlias { get; init; }

    /// <summary>QUEUE: the queue.</summary>
    public string? QueueName { get; init; }

    /// <summary>DB: the alias of the environment's database.</summary>
    public string? DataSource { get; init; }

    /// <summary>DB: the statement.</summary>
    public string? Sql { get; init; }

    /// <summary>Decided retries; none when absent.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>What to do when the step is found RUNNING after a crash; by default what is safe for the operation.</summary>
    public ResumePolicy? OnResume { get; init; }

    /// <summary>With <c>onResume: VERIFY</c>: the alias of the scenario's ASSERTION that sees whether the step took effect.</summary>
    public string? VerifyBy { get; init; }

    /// <summary><c>off</c> sends no <c>Idempotency-Key</c> header: for testing duplicates.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Values for later steps, read as <c>steps.ALIAS.exports.NAME</c>: name to template.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? ExportAs { get; init; }

    /// <summary>The graph edges that this step's rules prove to be taken.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>BARRIER: aliases of the steps that must have ended.</summary>
    public IReadOnlyList<string>? TrackedSteps { get; init; }

    /// <summary>BARRIER: what happens when a tracked step did not pass; ABORT_RUN when absent.</summary>
    public BarrierReaction? OnFailure { get; init; }
}
