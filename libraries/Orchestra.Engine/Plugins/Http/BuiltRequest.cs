using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>A rendered request.</summary>
/// <param name="Outbound">What goes out.</param>
/// <param name="Payload">The journal's payload with the request in it, masked.</param>
/// <param name="Endpoint">The spec's operation; null for a request to no declared endpoint.</param>
/// <param name="Masker">Hides what its environment and its operation name.</param>
internal sealed record BuiltRequest(OutboundRequest Outbound, StepPayload Payload, SpecEndpoint? Endpoint, Masker Masker)
{
    /// <summary>Where it goes; null where that cannot be read.</summary>
    public Uri? Target => OutboundUrl.TryParse(Outbound.Url, out var url, out _) ? url : null;
}
