using System.Globalization;

namespace Orchestra.LocalHost.Processes;

/// <summary>
/// Command lines of programs that the kernel signals when we end, whatever ends us. The signal follows the thread that starts such a
/// program: that thread must live as long as we do.
/// </summary>
internal static class ParentDeath
{
    // The signal is asked for by the child itself, a moment after its start. If we end before that it never comes, but then the child
    // has got another parent.
    private const string OnlyUnderUs = "parent=$1; shift; [ \"$PPID\" = \"$parent\" ] || exit 1; exec \"$@\"";

    /// <summary>The arguments of setpriv that start a program so.</summary>
    /// <param name="signal">What the kernel sends.</param>
    /// <param name="program">The program, then its arguments.</param>
    public static IEnumerable<string> SetprivArguments(UnixSignal signal, IEnumerable<string> program) =>
        [
            $"--pdeathsig={NameOf(signal)}",
            "--",
            "/bin/sh",
            "-c",
            OnlyUnderUs,
            "orchestra",
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            .. program,
        ];

    // setpriv takes no numbers.
    private static string NameOf(UnixSignal signal) =>
        signal switch
        {
            UnixSignal.Kill => "KILL",
            UnixSignal.Quit => "QUIT",
            UnixSignal.Terminate => "TERM",
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "no program ends by it"),
        };
}
