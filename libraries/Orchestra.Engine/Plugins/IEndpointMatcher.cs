using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Plugins;

/// <summary>Finds the endpoint that an explicit name means, in the spellings that people of the protocol use.</summary>
public interface IEndpointMatcher
{
    /// <summary>The one endpoint that <paramref name="name"/> names; null for none, and for more than one.</summary>
    /// <param name="endpoints">The endpoints of one service.</param>
    /// <param name="name">For example <c>POST /applications</c> or an operation's id.</param>
    SpecEndpoint? Find(IReadOnlyCollection<SpecEndpoint> endpoints, string name);
}
