using System.CommandLine;
using Orchestra.Cli.Local;

namespace Orchestra.Cli.Development;

/// <summary><c>bench</c>: the project's benchmarks, on servers of their own that write as durably as in production.</summary>
internal static class BenchCommand
{
    // Nothing but two processes that compute.
    private static readonly string[] WithoutServers = ["generate", "schema"];

    public static Command Create(CliConsole console)
    {
        var name = new Argument<string?>("NAME") { Description = "one benchmark (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var quick = new Option<bool>("--quick") { Description = "fewer rounds: a look, not a measurement" };
        var command = new Command("bench", "Runs the project's benchmarks; each figure is a line 'BENCH name=…'") { name, quick };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var program = Repository.Program("Orchestra.Benchmarks");
                var needsServers = !WithoutServers.Contains(parsed.GetValue(name));
                if (needsServers)
                {
                    await PackageInstaller.EnsureAsync(console, cancellationToken);
                }

                await using var servers = needsServers ? await TestServers.StartAsync(fsync: true, cancellationToken) : null;
                string?[] arguments = [parsed.GetValue(name), parsed.GetValue(quick) ? "--quick" : null];
                var benchmarks = await ChildProgram.StartDotnetAsync(program, arguments.OfType<string>(), servers?.Variables);
                return await benchmarks.WaitAsync(cancellationToken) switch
                {
                    ExitCodes.Passed => ExitCodes.Passed,
                    ExitCodes.Usage => ExitCodes.Usage,
                    _ => ExitCodes.Failed,
                };
            }
        );
        return command;
    }
}
