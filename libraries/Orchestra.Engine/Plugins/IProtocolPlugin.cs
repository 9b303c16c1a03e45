using Orchestra.Contracts.Scenarios;

namespace Orchestra.Engine.Plugins;

/// <summary>
/// Everything that one protocol needs: its specs, its endpoints' names, its steps and what its answers must be. A plug-in is a folder of
/// its own and one line in <see cref="PluginRegistry"/>'s registration; docs/plugins.md shows how one is written. Instances serve many runs at once.
/// </summary>
public interface IProtocolPlugin
{
    /// <summary>The protocol's id in specs and plans, for example <c>http</c>.</summary>
    string Id { get; }

    /// <summary>The version of its semantics, frozen in plans.</summary>
    string Version { get; }

    /// <summary>The channel whose steps it carries out.</summary>
    ChannelType Channel { get; }

    /// <summary>Reads the specs of services that speak it.</summary>
    ISpecParser Specs { get; }

    /// <summary>Asks a running service for its spec; null where the protocol has no way to ask.</summary>
    ISpecSource? Source => null;

    /// <summary>Finds the endpoint that a person means.</summary>
    IEndpointMatcher Endpoints { get; }

    /// <summary>Carries its steps out.</summary>
    IStepExecutor Steps { get; }

    /// <summary>Checks what came back against the spec.</summary>
    IContractValidator Contracts { get; }
}
