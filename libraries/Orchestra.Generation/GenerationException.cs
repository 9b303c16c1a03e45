using Orchestra.Contracts.Errors;

namespace Orchestra.Generation;

/// <summary>The input cannot give a suite: the message says why and what to do, the faults list everything.</summary>
public sealed class GenerationException(string message, IReadOnlyList<Fault>? faults = null) : Exception(message)
{
    /// <summary>Every fault; empty where the message says it all.</summary>
    public IReadOnlyList<Fault> Faults { get; } = faults ?? [];
}
