using System.CommandLine;

namespace Orchestra.Cli.Local;

/// <summary><c>setup</c>: installs what is missing and says what it did.</summary>
internal static class SetupCommand
{
    public static Command Create(CliConsole console)
    {
        var command = new Command(
            "setup",
            "Installs what is missing on this machine: the server programs of PostgreSQL and RabbitMQ, and librdkafka"
        );
        command.SetAction(
            async (_, cancellationToken) =>
            {
                var installed = await PackageInstaller.EnsureAsync(console, cancellationToken);
                console.Result(
                    installed.Count == 0
                        ? "nothing to do: PostgreSQL, RabbitMQ and librdkafka are installed"
                        : $"installed {string.Join(" and ", installed)}; no service was started"
                );
                return ExitCodes.Passed;
            }
        );
        return command;
    }
}
