using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;

namespace Orchestra.Api.Tests.Hosting;

/// <summary>Speaks HTTP to an Api as one principal.</summary>
internal sealed class ApiClient(Uri address, string? key)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    public string? Key => key;

    public Task<ApiAnswer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync("GET", path, (string?)null, headers);

    public Task<ApiAnswer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync("POST", path, body is null ? null : JsonSerializer.Serialize(body, OrchestraJson.Options), headers);

    /// <summary>Posts and demands 201 or 202.</summary>
    public async Task<JsonObject> CreateAsync(string path, object? body = null, params (string Name, string Value)[] headers)
    {
        var answer = await PostAsync(path, body, headers);
        Assert.That(answer.Status, Is.AnyOf(201, 202), $"POST {path}: {answer.Text}");
        return answer.Json;
    }

    /// <summary>Gets and demands 200.</summary>
    public async Task<JsonObject> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.That(answer.Status, Is.EqualTo(200), $"GET {path}: {answer.Text}");
        return answer.Json;
    }

    public async Task<ApiAnswer> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await SendAsync(method, path, content, headers);
    }

    public async Task<ApiAnswer> SendAsync(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = Request(method, path, headers);
        request.Content = content;
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new ApiAnswer((int)response.StatusCode, text, response.Headers, response.Content.Headers);
    }

    /// <summary>Opens a stream of events; disposing it hangs up.</summary>
    public async Task<EventSource> OpenAsync(string path, long? lastEventId = null)
    {
        using var request = Request("GET", path, lastEventId is { } id ? [("Last-Event-ID", $"{id}")] : []);
        var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new EventSource(response, await response.Content.ReadAsStreamAsync());
    }

    private HttpRequestMessage Request(string method, string path, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, path));
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-API-Key", key);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
