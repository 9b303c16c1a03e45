using Orchestra.Contracts.Scenarios;

namespace Orchestra.Engine.Plugins;

/// <summary>The plug-ins by channel.</summary>
public sealed class PluginRegistry(IEnumerable<IProtocolPlugin> plugins)
{
    private readonly Dictionary<ChannelType, IProtocolPlugin> _plugins = plugins.ToDictionary(plugin => plugin.Channel);

    /// <summary>The plug-in of a channel; null when this build has none.</summary>
    public IProtocolPlugin? Find(ChannelType channel) => _plugins.GetValueOrDefault(channel);
}
