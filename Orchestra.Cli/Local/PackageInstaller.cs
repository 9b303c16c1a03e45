namespace Orchestra.Cli.Local;

/// <summary>Installs Debian packages, without letting them start their services.</summary>
internal static class PackageInstaller
{
    /// <summary>
    /// The whole installation as root. Debian asks policy-rc.d before it starts a service: ours refuses for the time of the
    /// installation; one that is there already stays and decides. Services that run are not touched.
    /// Asked to stop, it breaks off the update, but lets an installation that has begun end: half of one would help nobody, and what
    /// is configured without the policy starts. apt-get runs beside the shell, because a shell that waits heeds signals.
    /// Arguments: the path of policy-rc.d, then the packages.
    /// </summary>
    internal const string Script = """
        set -e
        policy=$1
        shift
        stopped=
        updating=
        trap 'stopped=1; [ -z "$updating" ] || kill "$updating" 2>/dev/null || :' INT TERM
        if [ ! -e "$policy" ]; then
          trap 'rm -f "$policy"' EXIT
          printf '#!/bin/sh\nexit 101\n' >"$policy"
          chmod 755 "$policy"
        fi
        finish() {
          while :; do
            status=0
            wait "$1" || status=$?
            kill -0 "$1" 2>/dev/null || return "$status"
          done
        }
        export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
        apt-get update -q &
        updating=$!
        finish "$updating" || { status=$?; [ -n "$stopped" ] || exit "$status"; }
        updating=
        [ -z "$stopped" ] || exit 130
        apt-get install -y -q --no-install-recommends "$@" &
        finish $!
        [ -z "$stopped" ] || exit 130
        """;

    private const string PolicyFile = "/usr/sbin/policy-rc.d";

    /// <summary>Installs what is missing, if anything is.</summary>
    /// <returns>The packages that were installed.</returns>
    /// <exception cref="CliException">It cannot be installed here: exit code 2.</exception>
    public static async Task<IReadOnlyList<string>> EnsureAsync(CliConsole console, CancellationToken cancellationToken)
    {
        var missing = ServerPackages.Missing();
        if (missing.Count == 0)
        {
            return missing;
        }

        var names = string.Join(" and ", missing);
        if (!File.Exists("/usr/bin/apt-get"))
        {
            throw new CliException(ExitCodes.Usage, $"{names} are missing: install them with this system's package manager");
        }

        var isTerminal = !Console.IsInputRedirected;
        if (!Environment.IsPrivilegedProcess && !isTerminal && !await MaySudoAsync(cancellationToken))
        {
            throw new CliException(
                ExitCodes.Usage,
                $"{names} are missing: run sudo apt-get install {string.Join(' ', missing)}, then try again"
            );
        }

        console.Note($"installing {names} (Debian packages; their services are not started)...");
        var lines = new Queue<string>();
        var command = Command(Environment.IsPrivilegedProcess, isTerminal, missing);
        // It ends by itself, and tidies up: killing it would leave the policy on the machine.
        var child = await ChildProgram.StartAsync(
            command[0],
            command[1..],
            onLine: line => Keep(lines, line),
            patience: Timeout.InfiniteTimeSpan
        );
        if (await child.WaitAsync(cancellationToken) != 0 || ServerPackages.Missing().Count > 0)
        {
            throw new CliException(ExitCodes.Usage, $"{names} could not be installed:\n{string.Join('\n', lines)}");
        }

        return missing;
    }

    /// <summary>The installation's command line; on a terminal sudo may ask for the password.</summary>
    internal static string[] Command(bool isRoot, bool isTerminal, IReadOnlyList<string> packages)
    {
        string[] sudo =
            isRoot ? []
            : isTerminal ? ["sudo"]
            : ["sudo", "-n"];
        return [.. sudo, "/bin/sh", "-c", Script, "orchestra-setup", PolicyFile, .. packages];
    }

    private static async Task<bool> MaySudoAsync(CancellationToken cancellationToken)
    {
        try
        {
            var child = await ChildProgram.StartAsync("sudo", ["-n", "true"], onLine: _ => { });
            return await child.WaitAsync(cancellationToken) == 0;
        }
        catch (CliException)
        {
            return false;
        }
    }

    private static void Keep(Queue<string> lines, string line)
    {
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > 20)
            {
                lines.Dequeue();
            }
        }
    }
}
