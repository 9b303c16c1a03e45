using System.Globalization;
using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Specs;

/// <summary>Finds the response that a spec declares for a status.</summary>
public static class ResponseMatch
{
    /// <summary>The response of exactly this status, else of its class (<c>4XX</c>), else <c>default</c>; null when the spec says nothing of it.</summary>
    /// <param name="endpoint">The operation that was called.</param>
    /// <param name="status">The HTTP status that came back.</param>
    public static SpecResponse? Find(SpecEndpoint endpoint, int status)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var responses = endpoint.Responses;
        return responses.GetValueOrDefault(status.ToString(CultureInfo.InvariantCulture))
            ?? responses.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"{status / 100}XX"))
            ?? responses.GetValueOrDefault("default");
    }
}
