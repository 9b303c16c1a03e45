using Orchestra.Contracts.Scenarios;

namespace Orchestra.Engine.Plugins;

/// <summary>The plug-ins of this build, by channel and by protocol.</summary>
public sealed class PluginRegistry(IEnumerable<IProtocolPlugin> plugins)
{
    private readonly List<IProtocolPlugin> _plugins = [.. plugins.OrderBy(plugin => plugin.Id, StringComparer.Ordinal)];

    /// <summary>All of them, by id.</summary>
    public IReadOnlyList<IProtocolPlugin> All => _plugins;

    /// <summary>The plug-in of a channel; null when this build has none.</summary>
    public IProtocolPlugin? Find(ChannelType channel) => _plugins.Find(plugin => plugin.Channel == channel);

    /// <summary>The plug-in of a protocol; null when this build has none.</summary>
    public IProtocolPlugin? Find(string protocolId) => _plugins.Find(plugin => plugin.Id == protocolId);
}
