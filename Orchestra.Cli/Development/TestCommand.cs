using System.CommandLine;
using Orchestra.Cli.Local;

namespace Orchestra.Cli.Development;

/// <summary><c>test</c>: the project's own tests on servers of their own, and the formatting; the last line counts both.</summary>
internal static class TestCommand
{
    // Testing.Platform's exit codes: no test ran; fewer ran than asked for.
    private const string NoTestRan = "8";

    public static Command Create(CliConsole console)
    {
        var filter = new Argument<string?>("FILTER")
        {
            Description = "part of a test's full name, or an expression of dotnet test --filter",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var deep = new Option<bool>("--deep") { Description = "also the long tests" };
        var command = new Command("test", "Runs the project's own tests; the last line is 'N passed, N failed'") { filter, deep };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await PackageInstaller.EnsureAsync(console, cancellationToken);
                return await RunAsync(parsed.GetValue(filter), parsed.GetValue(deep), console, cancellationToken);
            }
        );
        return command;
    }

    /// <summary>A plain word is looked for in the full names of the tests.</summary>
    internal static string FilterExpression(string filter) =>
        filter.AsSpan().ContainsAny("=~!&|") ? filter : $"FullyQualifiedName~{filter}";

    private static async Task<int> RunAsync(string? filter, bool deep, CliConsole console, CancellationToken cancellationToken)
    {
        var totals = new TestTotals();
        if (filter is null)
        {
            totals.Add(await IsFormattedAsync(console, cancellationToken));
        }

        // The check's own count must not be overwritten by the summary's.
        var tests = new TestTotals();
        var exitCode = await TestAsync(filter, deep, tests, console, cancellationToken);
        if (!tests.IsComplete || (exitCode != 0 && tests.Failed == 0))
        {
            console.Note($"dotnet test ended with exit code {exitCode} without a failed test: a test program crashed or did not start");
            tests.Add(passed: false);
        }
        else if (tests.Passed + tests.Failed == 0)
        {
            console.Note($"no test matches '{filter}'");
            tests.Add(passed: false);
        }

        console.Result($"{totals.Passed + tests.Passed} passed, {totals.Failed + tests.Failed} failed");
        return totals.Failed + tests.Failed == 0 ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private static async Task<int> TestAsync(
        string? filter,
        bool deep,
        TestTotals totals,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        await using var servers = await TestServers.StartAsync(fsync: false, cancellationToken);
        var variables = new Dictionary<string, string>(servers.Variables, StringComparer.Ordinal) { ["DOTNET_NOLOGO"] = "1" };
        if (deep)
        {
            variables["ORCHESTRA_TEST_DEEP"] = "1";
        }

        List<string> arguments = ["test", "--solution", Repository.PathOf("Orchestra.sln"), "--no-build", "-c", "Release"];
        arguments.AddRange(["--no-ansi", "--no-progress", "--ignore-exit-code", NoTestRan]);
        if (filter is not null)
        {
            arguments.AddRange(["--filter", FilterExpression(filter)]);
        }

        // In the root: global.json names the test runner.
        var program = await ChildProgram.StartAsync(ChildProgram.DotnetHost(), arguments, variables, Tell, Repository.Root);
        return await program.WaitAsync(cancellationToken);

        void Tell(string line)
        {
            totals.Read(line);
            console.Result(line);
        }
    }

    private static async Task<bool> IsFormattedAsync(CliConsole console, CancellationToken cancellationToken)
    {
        foreach (
            string[] arguments in (string[][])
                [
                    ["tool", "restore"],
                    ["csharpier", "check", "."],
                ]
        )
        {
            var lines = new List<string>();
            var program = await ChildProgram.StartAsync(
                ChildProgram.DotnetHost(),
                arguments,
                folder: Repository.Root,
                onLine: line =>
                {
                    lock (lines)
                    {
                        lines.Add(line);
                    }
                }
            );
            if (await program.WaitAsync(cancellationToken) != 0)
            {
                lines.ForEach(console.Result);
                console.Result("formatting: failed; dotnet csharpier format . mends it");
                return false;
            }
        }

        console.Result("formatting: passed");
        return true;
    }
}
