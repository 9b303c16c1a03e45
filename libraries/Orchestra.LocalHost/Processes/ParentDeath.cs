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

    // The signal is not inherited: a program that starts others leaves them behind. This shell is signalled in its place, and ends its
    // whole group, itself included.
    private const string WithAllOfItsOwn =
        "parent=$1; shift; [ \"$PPID\" = \"$parent\" ] || exit 1; trap 'kill -KILL 0' TERM; \"$@\" & wait \"$!\"";

    /// <summary>The same for a program that starts others: SIGTERM, from the kernel or from us, ends all of them at once.</summary>
    public static IEnumerable<string> SetprivGroupArguments(IEnumerable<string> program) =>
        Arguments(UnixSignal.Terminate, WithAllOfItsOwn, program);

    /// <summary>The arguments of setpriv that start a program so.</summary>
    /// <param name="signal">What the kernel sends.</param>
    /// <param name="program">The program, then its arguments.</param>
    public static IEnumerable<string> SetprivArguments(UnixSignal signal, IEnumerable<string> program) =>
        Arguments(signal, OnlyUnderUs, program);

    private static IEnumerable<string> Arguments(UnixSignal signal, string script, IEnumerable<string> program) =>
        [
            $"--pdeathsig={NameOf(signal)}",
            "--",
            "/bin/sh",
            "-c",
            script,
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
