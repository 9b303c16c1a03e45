using System.Globalization;
using Orchestra.Engine.Execution;

namespace Orchestra.Engine.Plugins.Steps;

/// <summary>What every outgoing call carries, in its protocol's headers or metadata, so that it is found again.</summary>
internal static class CallMarks
{
    /// <summary>The run's correlation id.</summary>
    public const string CorrelationHeader = "x-correlation-id";

    /// <summary>Where a call names its attempt.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>W3C Trace Context.</summary>
    public const string TraceHeader = "traceparent";

    /// <summary>The run's id is the trace's, so that a trace is found by it and a re-send renders the same bytes (W3C Trace Context, 3.2).</summary>
    public static string TraceParent(StepExecution execution)
    {
        var span = (uint)execution.Step.OrderIndex + 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"00-{execution.Context.Identity.RunId:N}-{span:x8}{(uint)execution.Attempt:x8}-01"
        );
    }
}
