using System.Diagnostics;
using Orchestra.Cli.Local;
using Orchestra.Cli.Tests.Fixtures;
using Orchestra.Testing.Waiting;

namespace Orchestra.Cli.Tests.Local;

[TestFixture]
public sealed class ServerPackagesTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void All_are_missing_on_an_empty_machine() =>
        Assert.That(ServerPackages.Missing(_folder.Path, ""), Is.EqualTo((string[])["postgresql", "rabbitmq-server", "librdkafka1"]));

    [Test]
    public void Nothing_is_missing_where_the_programs_are()
    {
        foreach (
            var program in (string[])
                [
                    "postgresql/16/bin/initdb",
                    "postgresql/16/bin/postgres",
                    "rabbitmq/bin/rabbitmq-server",
                    "x86_64-linux-gnu/librdkafka.so.1",
                ]
        )
        {
            _folder.Write("usr/lib/" + program, "");
        }

        Assert.That(ServerPackages.Missing(_folder.Path, ""), Is.Empty);
    }

    [Test]
    public void A_client_alone_is_not_a_server()
    {
        _folder.Write("usr/lib/postgresql/16/bin/psql", "");

        Assert.That(ServerPackages.Missing(_folder.Path, ""), Has.Member("postgresql"));
    }

    [Test]
    public void PostgreSQL_may_be_on_the_PATH()
    {
        _folder.Write("opt/initdb", "");
        _folder.Write("opt/postgres", "");

        Assert.That(ServerPackages.Missing(_folder.Path, $"/nowhere:{_folder["opt"]}"), Has.No.Member("postgresql"));
    }

    [TestCase(0)]
    [TestCase(7)]
    public void Services_are_refused_while_packages_are_installed_and_the_refusal_goes_afterwards(int aptExitCode)
    {
        var (exitCode, seen) = Install(aptExitCode);

        Assert.That(exitCode, Is.EqualTo(aptExitCode));
        Assert.That(seen, Does.Contain("policy 101").And.Contain("update -q"));
        Assert.That(File.Exists(_folder["policy-rc.d"]), Is.False);
    }

    [Test]
    public void A_policy_that_is_there_stays_and_decides()
    {
        _folder.WriteProgram("policy-rc.d", "exit 104\n");

        var (_, seen) = Install(0);

        Assert.That(seen, Does.Contain("policy 104").And.Contain("install -y -q --no-install-recommends postgresql rabbitmq-server"));
        Assert.That(File.Exists(_folder["policy-rc.d"]), Is.True);
    }

    [Test, CancelAfter(20_000)]
    public async Task Asked_to_stop_it_breaks_off_the_update_and_takes_the_refusal_away(CancellationToken cancellationToken)
    {
        var child = await StartAsync("""case $1 in update) touch "$SEEN"; exec sleep 600 ;; esac""");
        await Eventually.IsTrueAsync(() => Task.FromResult(File.Exists(_folder["seen"])), TimeSpan.FromSeconds(10), "apt-get runs");
        Assert.That(File.Exists(_folder["policy-rc.d"]), Is.True, "the control");

        await child.StopAsync().WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);

        Assert.That(await child.Exited, Is.EqualTo(130));
        Assert.That(File.Exists(_folder["policy-rc.d"]), Is.False);
    }

    [Test, CancelAfter(20_000)]
    public async Task Asked_to_stop_it_lets_an_installation_end_and_takes_the_refusal_away_after_it(CancellationToken cancellationToken)
    {
        var child = await StartAsync(
            """
            [ "$1" = install ] || exit 0
            touch "$SEEN"
            while [ ! -e "$SEEN.go" ]; do sleep 0.02; done
            [ -e "$POLICY" ] && touch "$SEEN.done"
            """
        );
        await Eventually.IsTrueAsync(() => Task.FromResult(File.Exists(_folder["seen"])), TimeSpan.FromSeconds(10), "apt-get installs");

        var stop = child.StopAsync();
        _folder.Write("seen.go", "");
        await stop.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);

        Assert.That(await child.Exited, Is.EqualTo(130));
        Assert.That(File.Exists(_folder["seen.done"]), Is.True, "services were refused to the end");
        Assert.That(File.Exists(_folder["policy-rc.d"]), Is.False);
    }

    [TestCase(true, true, "/bin/sh")]
    [TestCase(true, false, "/bin/sh")]
    [TestCase(false, true, "sudo /bin/sh")]
    [TestCase(false, false, "sudo -n /bin/sh")]
    public void Sudo_may_ask_for_the_password_on_a_terminal_only(bool isRoot, bool isTerminal, string start) =>
        Assert.That(string.Join(' ', PackageInstaller.Command(isRoot, isTerminal, ["postgresql"])), Does.StartWith(start + " -c "));

    private Task<ChildProgram> StartAsync(string apt)
    {
        _folder.WriteProgram("bin/apt-get", apt + "\n");
        return ChildProgram.StartAsync(
            "/bin/sh",
            ["-c", PackageInstaller.Script, "orchestra-setup", _folder["policy-rc.d"], "postgresql"],
            new Dictionary<string, string>
            {
                ["PATH"] = $"{_folder["bin"]}:/usr/bin:/bin",
                ["SEEN"] = _folder["seen"],
                ["POLICY"] = _folder["policy-rc.d"],
            },
            onLine: _ => { },
            patience: Timeout.InfiniteTimeSpan
        );
    }

    // The script itself, with an apt-get that notes what it is asked and what the policy says meanwhile.
    private (int ExitCode, string Seen) Install(int aptExitCode)
    {
        _folder.WriteProgram("bin/apt-get", $"\"$POLICY\"; echo \"policy $?\" >>\"$SEEN\"; echo \"$@\" >>\"$SEEN\"; exit {aptExitCode}\n");
        string[] arguments = ["-c", PackageInstaller.Script, "orchestra-setup", _folder["policy-rc.d"], "postgresql", "rabbitmq-server"];
        var start = new ProcessStartInfo("/bin/sh", arguments);
        start.Environment["PATH"] = $"{_folder["bin"]}:/usr/bin:/bin";
        start.Environment["POLICY"] = _folder["policy-rc.d"];
        start.Environment["SEEN"] = _folder["seen"];
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return (process.ExitCode, File.ReadAllText(_folder["seen"]));
    }
}
