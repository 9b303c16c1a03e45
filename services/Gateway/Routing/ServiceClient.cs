using Microsoft.Extensions.Options;

namespace Orchestra.Gateway.Routing;

/// <summary>The gateway's own questions to the services: are they ready, what do they offer.</summary>
internal sealed class ServiceClient : IDisposable
{
    /// <summary>A service that needs longer for its own health or document is not well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int MaxDocumentBytes = 16 * 1024 * 1024;

    private readonly ServiceAddresses _addresses;
    private readonly HttpClient _http;

    public ServiceClient(IOptions<ServiceAddresses> addresses)
    {
        _addresses = addresses.Value;
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectTimeout = Patience,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                UseCookies = false,
                UseProxy = false,
            }
        )
        {
            MaxResponseContentBufferSize = MaxDocumentBytes,
            Timeout = Patience,
        };
    }

    /// <summary>Asks every replica of a service at once whether it is ready.</summary>
    public Task<bool[]> AreReadyAsync(string service) => Task.WhenAll(_addresses.ByService[service].Select(IsReadyAsync));

    /// <summary>The OpenAPI document of the first replica that gives one; null when none does.</summary>
    public async Task<byte[]?> FindDocumentAsync(string service)
    {
        foreach (var address in _addresses.ByService[service])
        {
            try
            {
                return await _http.GetByteArrayAsync(new Uri(new Uri(address), "/openapi/v1.json"));
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not there or too slow: the next replica has the same document.
            }
        }

        return null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> IsReadyAsync(string address)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(new Uri(address), "/health/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
