using Orchestra.Contracts.Errors;

namespace Orchestra.Cli.Server.Push;

/// <summary>A file that did not get to the server.</summary>
/// <param name="Path">The file.</param>
/// <param name="Message">Why.</param>
/// <param name="Faults">Where, in the file.</param>
/// <param name="ExitCode">What it means for the verb.</param>
internal sealed record FileFailure(string Path, string Message, IReadOnlyList<Fault> Faults, int ExitCode = ExitCodes.BadInput)
{
    /// <summary>The file, and the place in it where it has several scenarios.</summary>
    public string Place { get; init; } = Path;
}
