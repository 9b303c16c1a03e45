using System.Diagnostics;
using Orchestra.Cli.Local;
using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests;

/// <summary>The root's shell script, in a clone of its own whose dotnet is a script that notes what it is asked.</summary>
[TestFixture]
public sealed class WrapperTests
{
    private const string Tools = "/usr/bin:/bin";
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        Directory.CreateDirectory(_folder["clone/Orchestra.Cli"]);
        File.Copy(Repository.PathOf("orchestra"), _folder["clone/orchestra"]);
        _folder.Write("clone/Orchestra.Cli/Program.cs", "");
        Directory.CreateDirectory(_folder["dotnet/sdk/10.0.100"]);
        // Builds a program that says what it was called with.
        _folder.WriteProgram(
            "dotnet/dotnet",
            """
            echo "$@" >>"$CALLS"
            [ "$1" = build ] || exit 0
            if [ -e "$BREAK" ]; then echo "error CS1002: ; expected"; exit 1; fi
            folder=$(dirname "$2")/artifacts/bin/Orchestra.Cli/release
            mkdir -p "$folder"
            printf '#!/bin/sh\necho "ran:$*"\nexit 42\n' >"$folder/orchestra"
            chmod +x "$folder/orchestra"
            """
        );
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task It_builds_once_and_then_only_runs()
    {
        var first = await RunAsync("inspect", "a b.bpmn");
        var second = await RunAsync("inspect");

        Assert.That((first.ExitCode, first.Output.Trim()), Is.EqualTo((42, "ran:inspect a b.bpmn")), first.Error);
        Assert.That((second.ExitCode, second.Output.Trim(), second.Error), Is.EqualTo((42, "ran:inspect", "")));
        Assert.That(Calls(), Has.Length.EqualTo(1));
        Assert.That(Calls()[0], Does.StartWith("build ").And.Contain("Orchestra.sln -c Release"));
    }

    [TestCase("Orchestra.Cli/Program.cs")]
    [TestCase("Directory.Packages.props")]
    [TestCase("Orchestra.Cli/New/Deep.cs")]
    public async Task It_builds_again_when_a_source_is_newer(string source)
    {
        await RunAsync("help");
        _folder.Write("clone/" + source, "changed");
        MakeNewer("clone/" + source);

        await RunAsync("help");

        Assert.That(Calls(), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task It_builds_again_when_a_source_is_gone()
    {
        await RunAsync("help");
        File.Delete(_folder["clone/Orchestra.Cli/Program.cs"]);
        MakeNewer("clone/Orchestra.Cli");

        await RunAsync("help");

        Assert.That(Calls(), Has.Length.EqualTo(2));
    }

    [TestCase("artifacts/obj/a.cs")]
    [TestCase(".orchestra/state.json")]
    [TestCase("notes.md")]
    public async Task What_is_no_source_does_not_make_it_build(string file)
    {
        await RunAsync("help");
        _folder.Write("clone/" + file, "changed");
        MakeNewer("clone/" + file);

        await RunAsync("help");

        Assert.That(Calls(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_failed_build_shows_its_log_ends_with_2_and_is_tried_again()
    {
        _folder.Write("break", "");

        var failed = await RunAsync("help");
        File.Delete(_folder["break"]);
        var mended = await RunAsync("help");

        Assert.That(failed.ExitCode, Is.EqualTo(2));
        Assert.That(failed.Output, Is.Empty);
        Assert.That(failed.Error, Does.Contain("error CS1002").And.Contain("the build failed"));
        Assert.That(mended.ExitCode, Is.EqualTo(42));
    }

    [Test]
    public async Task Without_dotnet_it_says_so_in_one_sentence_and_ends_with_2()
    {
        // The tools that the script needs, in a folder without dotnet.
        Directory.CreateDirectory(_folder["tools"]);
        foreach (var tool in (string[])["dirname", "readlink", "sed", "grep", "find", "sh"])
        {
            File.CreateSymbolicLink(_folder["tools/" + tool], File.Exists("/usr/bin/" + tool) ? "/usr/bin/" + tool : "/bin/" + tool);
        }

        var run = await RunWithAsync(_folder["tools"], "help");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error.Trim(), Does.StartWith("orchestra: the .NET 10 SDK is not installed").And.Not.Contain("\n"));
    }

    [Test]
    public async Task An_older_SDK_is_not_enough()
    {
        Directory.Move(_folder["dotnet/sdk/10.0.100"], _folder["dotnet/sdk/8.0.400"]);

        var run = await RunAsync("help");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error.Trim(), Does.Contain("not the .NET 10 SDK").And.Not.Contain("\n"));
    }

    [TestCase("test", "v18.20.1", 2)]
    [TestCase("bench", "", 2)]
    [TestCase("test", "v20.1.0", 42)]
    [TestCase("bench", "v22.0.0", 42)]
    [TestCase("inspect", "v18.20.1", 42)]
    public async Task Tests_and_benchmarks_need_Node_20(string verb, string version, int exitCode)
    {
        _folder.WriteProgram("dotnet/node", $"echo {version}");

        var run = await RunAsync(verb);

        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Error);
        Assert.That(run.Error.Contains("needs Node.js 20", StringComparison.Ordinal), Is.EqualTo(exitCode == 2));
    }

    [Test]
    public async Task It_works_from_any_folder_and_through_a_link()
    {
        File.CreateSymbolicLink(_folder["link"], _folder["clone/orchestra"]);

        var run = await RunWithAsync($"{_folder["dotnet"]}:{Tools}", "help", program: _folder["link"]);

        Assert.That(run.ExitCode, Is.EqualTo(42), run.Error);
    }

    [Test]
    public void It_is_under_60_lines() => Assert.That(File.ReadAllLines(Repository.PathOf("orchestra")), Has.Length.LessThan(60));

    [Test]
    public void What_CI_runs_is_the_test_command_and_nothing_else() =>
        Assert.That(
            File.ReadAllLines(Repository.PathOf(".ci", "run")),
            Is.EqualTo((string[])["#!/bin/sh", "cd \"$(dirname \"$0\")/..\" && exec ./orchestra test"])
        );

    // Time stamps of files are coarse on some file systems: said, not waited for.
    private void MakeNewer(string path)
    {
        var time = File.GetLastWriteTimeUtc(_folder["clone/artifacts/.built"]).AddSeconds(2);
        if (Directory.Exists(_folder[path]))
        {
            Directory.SetLastWriteTimeUtc(_folder[path], time);
        }
        else
        {
            File.SetLastWriteTimeUtc(_folder[path], time);
        }
    }

    private string[] Calls() =>
        File.ReadAllLines(_folder["calls"]).Where(line => line.StartsWith("build", StringComparison.Ordinal)).ToArray();

    private Task<CliRun> RunAsync(params string[] arguments) => RunWithAsync($"{_folder["dotnet"]}:{Tools}", arguments);

    private Task<CliRun> RunWithAsync(string path, params string[] arguments) => RunWithAsync(path, arguments, _folder["clone/orchestra"]);

    private Task<CliRun> RunWithAsync(string path, string argument, string program) => RunWithAsync(path, [argument], program);

    private async Task<CliRun> RunWithAsync(string path, string[] arguments, string program)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };
        start.Environment["PATH"] = path;
        start.Environment["CALLS"] = _folder["calls"];
        start.Environment["BREAK"] = _folder["break"];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CliRun(process.ExitCode, output, await error);
    }
}
