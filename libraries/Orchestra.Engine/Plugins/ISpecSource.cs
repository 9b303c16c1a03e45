using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins;

/// <summary>Asks a running service for its own spec: the part of a plug-in whose protocol has a way to ask.</summary>
public interface ISpecSource
{
    /// <summary>Fetches the text that <see cref="ISpecParser"/> reads. What goes wrong is in the answer, never an exception.</summary>
    /// <param name="address">Where the service or its document is.</param>
    /// <param name="policy">Where the call may go.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<FetchedSpec> FetchAsync(Uri address, OutboundPolicy policy, CancellationToken cancellationToken);
}
