using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Scenarios;

/// <summary>How a step is carried out. Members that a channel does not know are refused when the scenario is stored.</summary>
public sealed record StepMeta
{
    /// <summary>Milliseconds until the step is over; 10,000 when absent, at most 600,000.</summary>
    public int? TimeoutMs { get; init; }

    /// <summary>Milliseconds between two looks of an ASSERTION; 250 when absent.</summary>
    public int? PollIntervalMs { get; init; }

    /// <summary>By how much the pause between two looks grows, 1 to 10; it stays the same when absent. No pause is over 30 s.</summary>
    public double? PollBackoff { get; init; }

    /// <summary>Whether HTTP redirects are followed; true when absent.</summary>
    public bool? FollowRedirects { get; init; }

    /// <summary>Bytes of a response body that are kept; 1 MiB when absent, at most 16 MiB.</summary>
    public int? MaxBodyBytes { get; init; }

    /// <summary>HTTP_REST: true where the input breaks the spec on purpose (a negative test): it is sent unchecked.</summary>
    public bool? InvalidInput { get; init; }

    /// <summary>HTTP_REST, GRPC: alias of the environment's auth profile; the service's own when absent, <c>none</c> for none.</summary>
    public string? Auth { get; init; }

    /// <summary>KAFKA: the alias of the environment's cluster.</summary>
    public string? ClusterAlias { get; init; }

    /// <summary>KAFKA: the topic.</summary>
    public string? Topic { get; init; }

    /// <summary>KAFKA: how values are written and read, <c>json</c>, <c>string</c> or <c>binary</c> (base64); <c>json</c> when absent.</summary>
    public string? Format { get; init; }

    /// <summary>KAFKA ACTION: which replicas must have it, <c>all</c>, <c>1</c> or <c>0</c>; <c>all</c> when absent.</summary>
    public string? Acks { get; init; }

    /// <summary>KAFKA ASSERTION: a template; only messages with this key count.</summary>
    public JsonNode? KeyExpression { get; init; }

    /// <summary>KAFKA ASSERTION: which messages count, <c>ANY</c> of this run, one that is <c>EXACT</c>ly the input's value, or one for which the <c>RULES</c> hold; RULES when absent.</summary>
    public string? ValueMatcherMode { get; init; }

    /// <summary>KAFKA ASSERTION: from where, <c>ACTION</c> (before the action was sent) or <c>EARLIEST</c>; ACTION when absent.</summary>
    public string? From { get; init; }

    /// <summary>KAFKA, QUEUE ASSERTION: a template for the correlation id that a message must have; the run's when absent, <c>none</c> for any.</summary>
    public JsonNode? CorrelationIdExpr { get; init; }

    /// <summary>GRPC: the service's full name, when the step names no endpoint.</summary>
    public string? Service { get; init; }

    /// <summary>GRPC: the method, when the step names no endpoint.</summary>
    public string? Method { get; init; }

    /// <summary>GRPC: milliseconds of the deadline that the server is told; <c>timeoutMs</c> when absent.</summary>
    public int? DeadlineMs { get; init; }

    /// <summary>QUEUE ASSERTION: an exchange to bind an own queue to, instead of <c>queueName</c>.</summary>
    public string? Exchange { get; init; }

    /// <summary>QUEUE ASSERTION: the binding key towards <c>exchange</c>; <c>#</c> when absent.</summary>
    public string? BindingKey { get; init; }

    /// <summary>DB ACTION: whether the statement changes data; the profile must allow it.</summary>
    public bool? Write { get; init; }

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
