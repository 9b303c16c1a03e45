using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <summary>A private PostgreSQL cluster.</summary>
internal sealed class PostgresRun(PostgresServerResource resource, RunContext context) : ResourceRun(resource, context)
{
    private PrivatePostgres? _server;

    public PrivatePostgres Server => _server ?? throw new InvalidOperationException($"'{Name}' is not running");

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _server = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions
            {
                Folder = Context.State.ServerFolder(Name),
                Port = resource.PrimaryEndpoint.Model.PortOf(Name, replica: 0),
                Password = await resource.PasswordParameter.GetValueAsync(cancellationToken),
                Fsync = !Context.Options.Ephemeral,
                Output = line => Context.Console.WriteLine(Name, line),
            },
            cancellationToken
        );
        Set(status =>
            status with
            {
                Pids = [_server.ProcessId],
                Urls = [string.Create(CultureInfo.InvariantCulture, $"tcp://{_server.Host}:{_server.Port}")],
                ConnectionString = _server.ConnectionString,
            }
        );
        MarkHealthy();
        WatchServer(_server.Running);
    }

    public override async Task StopAsync(TimeSpan patience)
    {
        if (_server is { } server)
        {
            await server.StopAsync(immediate: Context.Options.Ephemeral);
        }
    }
}
