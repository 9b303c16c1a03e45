using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Auth;
using Orchestra.Engine.Plugins.Db;
using Orchestra.Engine.Plugins.Grpc;
using Orchestra.Engine.Plugins.Http;
using Orchestra.Engine.Plugins.Kafka;
using Orchestra.Engine.Plugins.Queue;

namespace Orchestra.Engine.Plugins;

/// <summary>The plug-ins of this build.</summary>
public static class ProtocolPlugins
{
    /// <summary>Makes all of them.</summary>
    /// <param name="connector">The one way out.</param>
    /// <param name="http">The same for HTTP.</param>
    /// <param name="time">The clock.</param>
    public static PluginRegistry Create(GuardedConnector connector, GuardedHttpClient http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(connector);
        var auth = new CallAuth(http, time);
        // A plug-in is one line here.
        return new PluginRegistry([
            new DbPlugin(connector, time),
            new GrpcPlugin(connector, auth, time),
            new HttpPlugin(http, auth, time),
            new KafkaPlugin(connector, time),
            new QueuePlugin(connector, time),
        ]);
    }
}
