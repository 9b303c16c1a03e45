using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Errors;

namespace Orchestra.Cli.Server;

/// <summary>Speaks to Orchestra's API. Every failure becomes a <see cref="CliException"/> with the exit code that it means.</summary>
internal sealed class OrchestraClient : IDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;

    public OrchestraClient(Uri server, string? apiKey)
    {
        Server = server;
        // Answers are awaited with a limit of their own: streams have none.
        // A proxy of the environment is for the world outside, not for a server on this machine.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = !server.IsLoopback })
        {
            BaseAddress = new Uri(server, server.AbsolutePath.TrimEnd('/') + "/api/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (apiKey is not null)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation("X-API-Key", apiKey);
        }
    }

    public Uri Server { get; }

    public void Dispose() => _http.Dispose();

    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken) =>
        ParseObject(await GetTextAsync(path, cancellationToken));

    /// <summary>The body as it came.</summary>
    public async Task<string> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        var (status, text, _) = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        return IsSuccess(status) ? text : throw Refusal(status, text, path);
    }

    /// <summary>The body with the ETag, to change what was read.</summary>
    public async Task<(JsonObject Item, string Etag)> GetWithEtagAsync(string path, CancellationToken cancellationToken)
    {
        var (status, text, etag) = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        return IsSuccess(status) ? (ParseObject(text), etag ?? "") : throw Refusal(status, text, path);
    }

    /// <summary>Changes what was read with the ETag.</summary>
    public async Task<JsonObject> PutAsync(string path, JsonObject body, string etag, CancellationToken cancellationToken)
    {
        var (status, text, _) = await SendBodyAsync(HttpMethod.Put, path, body, etag, cancellationToken);
        return IsSuccess(status) ? ParseObject(text) : throw Refusal(status, text, path);
    }

    /// <summary>The body; null for 404.</summary>
    public async Task<string?> FindTextAsync(string path, CancellationToken cancellationToken)
    {
        var (status, text, _) = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        return status == HttpStatusCode.NotFound ? null
            : IsSuccess(status) ? text
            : throw Refusal(status, text, path);
    }

    public async Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        var (status, text, _) = await SendBodyAsync(HttpMethod.Post, path, body, null, cancellationToken);
        return IsSuccess(status) ? ParseObject(text) : throw Refusal(status, text, path);
    }

    /// <summary>Creates something with a name; when the server refuses because the name is taken (409), finds what has it.</summary>
    /// <returns>What was created or found, and whether it was created.</returns>
    public async Task<(JsonObject Item, bool IsNew)> PostOrFindAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        var (status, text, _) = await SendBodyAsync(HttpMethod.Post, path, body, null, cancellationToken);
        if (IsSuccess(status))
        {
            return (ParseObject(text), true);
        }

        // A conflict of another kind, a limit for instance, leaves nothing to find: then the server's own words count.
        return status == HttpStatusCode.Conflict && await FindByNameAsync(path, (string?)body["name"], cancellationToken) is { } listed
            // A list leaves the large members out.
            ? (await GetAsync($"{path}/{(string?)listed["id"]}", cancellationToken), false)
            : throw Refusal(status, text, path);
    }

    /// <summary>The item of a list that has the name.</summary>
    public async Task<JsonObject?> FindByNameAsync(string path, string? name, CancellationToken cancellationToken) =>
        (await ListAsync(path, cancellationToken)).FirstOrDefault(item => (string?)item["name"] == name);

    /// <summary>Every item of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var items = new List<JsonObject>();
        string? cursor = null;
        do
        {
            var page = await GetAsync(
                $"{path}?limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}",
                cancellationToken
            );
            items.AddRange(page["items"]?.AsArray().OfType<JsonObject>() ?? []);
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);
        return items;
    }

    /// <summary>Opens an event stream, from the event after the given one.</summary>
    /// <exception cref="HttpRequestException">There is no stream now: the caller decides what that means.</exception>
    public async Task<HttpResponseMessage> OpenStreamAsync(string path, string? lastEventId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (!string.IsNullOrEmpty(lastEventId))
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            return response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException)
        {
            response.Dispose();
            throw;
        }
    }

    private Task<(HttpStatusCode Status, string Text, string? Etag)> SendBodyAsync(
        HttpMethod method,
        string path,
        JsonObject body,
        string? etag,
        CancellationToken cancellationToken
    )
    {
        var json = body.ToJsonString(OrchestraJson.Options);
        return SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
                if (etag is not null)
                {
                    request.Headers.TryAddWithoutValidation("If-Match", etag);
                }

                return request;
            },
            cancellationToken
        );
    }

    private static bool IsSuccess(HttpStatusCode status) => (int)status is >= 200 and < 300;

    private async Task<(HttpStatusCode Status, string Text, string? Etag)> SendAsync(
        Func<HttpRequestMessage> create,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            using var request = create();
            using var response = await _http.SendAsync(request, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            return (response.StatusCode, text, response.Headers.ETag?.ToString());
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Unreachable(exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException(ExitCodes.Unreachable, $"{Server} did not answer within {AnswerTime.TotalSeconds} s");
        }
    }

    private CliException Unreachable(Exception exception)
    {
        var reason = exception.InnerException is SocketException socket ? socket.Message : exception.Message;
        return new CliException(
            ExitCodes.Unreachable,
            $"{Server} cannot be reached ({reason}): start a server with ./orchestra up, or name another with --server"
        );
    }

    private CliException Refusal(HttpStatusCode status, string text, string path)
    {
        var exitCode = (int)status switch
        {
            400 or 413 or 415 or 422 => ExitCodes.BadInput,
            429 or 502 or 503 or 504 => ExitCodes.Unreachable,
            < 500 => ExitCodes.Usage,
            _ => ExitCodes.Broken,
        };
        ErrorBody? body = null;
        try
        {
            body = JsonSerializer.Deserialize<ErrorBody>(text, OrchestraJson.Options);
        }
        catch (JsonException)
        {
            // Not our server, or a proxy before it: the status says what there is to say.
        }

        return new CliException(exitCode, $"{Server} refused {path}: {body?.Message ?? $"status {(int)status}"}", body?.Faults);
    }

    private JsonObject ParseObject(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject answer)
            {
                return answer;
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new CliException(ExitCodes.Unreachable, $"{Server} answers, but not as Orchestra does: is it another program?");
    }
}
