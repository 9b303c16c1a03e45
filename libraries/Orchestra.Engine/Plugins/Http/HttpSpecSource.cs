using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>An OpenAPI document at its URL, as services serve it beside their operations.</summary>
internal sealed class HttpSpecSource(GuardedHttpClient http) : ISpecSource
{
    private static readonly OutboundLimits Limits = new() { Timeout = TimeSpan.FromSeconds(10), MaxBodyBytes = 10 * 1024 * 1024 };

    /// <inheritdoc />
    public async Task<FetchedSpec> FetchAsync(Uri address, OutboundPolicy policy, CancellationToken cancellationToken)
    {
        var request = new OutboundRequest("GET", address.AbsoluteUri)
        {
            Headers = [KeyValuePair.Create("Accept", "application/json, application/yaml, text/yaml;q=0.9, */*;q=0.5")],
        };
        return await http.SendAsync(request, policy, Limits, cancellationToken) switch
        {
            OutboundResult.Answered { Response: { StatusCode: 200, Truncated: false } found } => new FetchedSpec(found.Body, null),
            OutboundResult.Answered { Response.Truncated: true } => FetchedSpec.Failed("the document is larger than 10 MiB"),
            OutboundResult.Answered { Response.StatusCode: var status } => FetchedSpec.Failed(
                $"the document's URL answers with {status}: give the one that answers with 200 and the OpenAPI document"
            ),
            OutboundResult.Blocked => FetchedSpec.Failed(
                "the URL leads to an address that is closed: name an environment that opens it, or send the content"
            ),
            OutboundResult.TimedOut => FetchedSpec.Failed($"the document did not come within {Limits.Timeout.TotalSeconds} s"),
            OutboundResult.ConnectionFailed failed => FetchedSpec.Failed($"the document's server cannot be asked ({failed.Kind})"),
            _ => FetchedSpec.Failed("the URL cannot be asked for: change it"),
        };
    }
}
