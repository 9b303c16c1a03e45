using Orchestra.Contracts.Errors;

namespace Orchestra.Cli;

/// <summary>Ends a verb with a message for people, the faults behind it and an exit code.</summary>
internal sealed class CliException(int exitCode, string message, IReadOnlyList<Fault>? faults = null) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<Fault> Faults { get; } = faults ?? [];
}
