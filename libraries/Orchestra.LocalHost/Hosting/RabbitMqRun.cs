using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <summary>A private RabbitMQ node with its port mapper.</summary>
internal sealed class RabbitMqRun(RabbitMQServerResource resource, RunContext context) : ResourceRun(resource, context)
{
    private PrivateRabbitMq? _node;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _node = await PrivateRabbitMq.StartAsync(
            new PrivateRabbitMqOptions
            {
                Folder = Context.State.ServerFolder(Name),
                Port = resource.PrimaryEndpoint.Model.PortOf(Name, replica: 0),
                UserName = RabbitMQServerResource.DefaultUserName,
                Password = await resource.PasswordParameter.GetValueAsync(cancellationToken),
                Output = line => Context.Console.WriteLine(Name, line),
            },
            cancellationToken
        );
        Set(status =>
            status with
            {
                Pids = _node.ProcessIds,
                Urls = [string.Create(CultureInfo.InvariantCulture, $"tcp://{_node.Host}:{_node.Port}")],
                ConnectionString = _node.ConnectionString,
            }
        );
        MarkHealthy();
        WatchServer(_node.Running);
    }

    public override async Task StopAsync(TimeSpan patience)
    {
        if (_node is { } node)
        {
            await node.StopAsync(immediate: Context.Options.Ephemeral);
        }
    }
}
