using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Gateway.Caching;
using Orchestra.Gateway.Routing;

namespace Orchestra.Gateway.OpenApi;

/// <summary>The OpenAPI document of everything behind this door, put together from the services' own, at most every five seconds.</summary>
internal sealed partial class PublicDocument
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256 };
    private static readonly JsonSerializerOptions Writing = new() { MaxDepth = 512 };

    private readonly ServiceClient _services;
    private readonly ILogger<PublicDocument> _logger;
    private readonly CachedValue<byte[]?> _bytes;

    public PublicDocument(ServiceClient services, TimeProvider time, ILogger<PublicDocument> logger)
    {
        _services = services;
        _logger = logger;
        _bytes = new CachedValue<byte[]?>(TimeSpan.FromSeconds(5), time, MakeAsync);
    }

    /// <summary>UTF-8 JSON; null when no service gave a document.</summary>
    public Task<byte[]?> GetAsync(CancellationToken cancellationToken) => _bytes.GetAsync(cancellationToken);

    private async Task<byte[]?> MakeAsync()
    {
        var found = await Task.WhenAll(
            RouteTable.Services.Select(async service => (service, Document: Parse(service, await _services.FindDocumentAsync(service))))
        );
        if (Array.TrueForAll(found, item => item.Document is null))
        {
            return null;
        }

        var merger = new DocumentMerger(GatewayDocument.Create());
        foreach (var (service, document) in found)
        {
            if (document is null)
            {
                merger.AddMissing(service);
            }
            else
            {
                merger.Add(service, document, path => RouteTable.Routes.Any(route => route.Service == service && route.Covers(path)));
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(merger.Result, Writing);
    }

    private JsonObject? Parse(string service, byte[]? bytes)
    {
        try
        {
            return bytes is null ? null : JsonNode.Parse(bytes, documentOptions: Reading) as JsonObject;
        }
        catch (JsonException e)
        {
            LogUnreadable(e, service);
            return null;
        }
    }

    [LoggerMessage(EventId = 6101, Level = LogLevel.Error, Message = "The OpenAPI document of {Service} is not JSON")]
    private partial void LogUnreadable(Exception exception, string service);
}
