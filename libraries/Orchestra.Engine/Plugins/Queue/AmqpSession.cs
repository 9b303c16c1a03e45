using RabbitMQ.Client;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>A connection and its one channel. Disposing gives back whatever the channel holds unacknowledged.</summary>
internal sealed class AmqpSession(IConnection connection, IChannel channel) : IAsyncDisposable
{
    // A broker that hangs must not hold a run that gives up.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    public IChannel Channel { get; } = channel;

    public static async Task CloseAsync(IConnection connection)
    {
        await connection.CloseAsync(Constants.ReplySuccess, "done", Farewell, abort: true, CancellationToken.None);
        await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await CloseAsync(connection);
}
