using System.Net;

namespace Orchestra.Engine.Outbound;

/// <summary>One request with its redirects, up to the answer that counts; knows how far it came when it is interrupted.</summary>
internal sealed class HttpExchange(HttpMessageInvoker invoker, OutboundRequest request, OutboundLimits limits, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly List<OutboundRedirect> _redirects = [];
    private SendTracker? _tracker;
    private Uri? _url;
    private int? _statusCode;

    /// <summary>Whether any server may have seen the request. HTTP/2 writes in a flow of its own, so there a connection is enough to say yes.</summary>
    public bool MayHaveBeenSent =>
        _redirects.Count > 0 || _statusCode is not null || _tracker is { Sent: true } || request.Version == HttpVersion.Version20;

    /// <summary>Follows redirects until an answer, or something that must not be followed.</summary>
    public async Task<OutboundResult> RunAsync(Uri url, CancellationToken cancellationToken)
    {
        var hop = new OutboundHop(request.Method, url, request.Headers, request.Body);
        while (true)
        {
            _url = hop.Url;
            _statusCode = null;
            _tracker = SendTracker.Start();
            using var message = hop.ToMessage(request.Version);
            using var response = await invoker.SendAsync(message, cancellationToken);
            _statusCode = (int)response.StatusCode;
            if (LocationOf(response) is not { } location || limits.MaxRedirects == 0)
            {
                return await ReadAsync(response, cancellationToken);
            }

            _redirects.Add(new OutboundRedirect(_statusCode.Value, hop.Url, location));
            if (RedirectFault(hop.Url, location, out var target) is { } fault)
            {
                return new OutboundResult.Blocked(fault, _redirects);
            }

            hop = hop.After(_statusCode.Value, target!, request.CredentialHeaders);
        }
    }

    /// <summary>What was being waited for when time ran out.</summary>
    public string DescribeWait(bool deadlinePassed)
    {
        var limit = deadlinePassed ? $"after {limits.Timeout.TotalMilliseconds:0} ms" : "within the connect timeout";
        var what =
            _statusCode is not null ? $"the body of the answer {_statusCode} was not complete"
            : MayHaveBeenSent ? "there was no answer"
            : "there was no connection";
        return $"{_url?.GetLeftPart(UriPartial.Path)}: {what} {limit}";
    }

    /// <summary>What a failure of the handler means.</summary>
    public OutboundResult Explain(Exception exception)
    {
        if (FailureClassifier.BlockOf(exception) is { } block)
        {
            return new OutboundResult.Blocked(block.Message, _redirects);
        }

        var sent = MayHaveBeenSent && !(NothingWritten && FailureClassifier.IsBeforeConnection(exception));
        var place = _statusCode is null ? "" : $" while reading the body of the answer {_statusCode}";
        return new OutboundResult.ConnectionFailed(
            FailureClassifier.KindOf(exception),
            $"{_url?.GetLeftPart(UriPartial.Authority)}{place}: {FailureClassifier.Describe(exception)}",
            sent
        );
    }

    private bool NothingWritten => _redirects.Count == 0 && _tracker is not { Sent: true };

    private static string? LocationOf(HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
        && response.Headers.NonValidated.TryGetValues("Location", out var values)
            ? values.FirstOrDefault()
            : null;

    private string? RedirectFault(Uri current, string location, out Uri? target)
    {
        if (!OutboundUrl.TryParseLocation(current, location, out target, out var fault))
        {
            return $"the redirect of {current.GetLeftPart(UriPartial.Path)} cannot be followed: {fault}";
        }

        if (current.Scheme == Uri.UriSchemeHttps && target.Scheme == Uri.UriSchemeHttp)
        {
            return $"the redirect of {current.GetLeftPart(UriPartial.Path)} leads from https to http";
        }

        return _redirects.Count > limits.MaxRedirects
            ? $"more than {limits.MaxRedirects} redirects, the last one at {current.GetLeftPart(UriPartial.Path)}"
            : null;
    }

    private async Task<OutboundResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var toHeaders = time.GetElapsedTime(_started);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var (body, truncated) = await BoundedBody.ReadAsync(stream, limits.MaxBodyBytes, cancellationToken);
        return new OutboundResult.Answered(
            new OutboundResponse
            {
                StatusCode = (int)response.StatusCode,
                ReasonPhrase = response.ReasonPhrase ?? "",
                Headers = [.. HeadersOf(response)],
                Body = body,
                Truncated = truncated,
                HttpVersion = response.Version,
                FinalUri = _url!,
                Redirects = _redirects,
                Timing = new OutboundTiming(toHeaders, time.GetElapsedTime(_started)),
            }
        );
    }

    // Not validated: what the server sent is what the report shows, wrong or not.
    private static IEnumerable<KeyValuePair<string, string>> HeadersOf(HttpResponseMessage response) =>
        from header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
        from value in header.Value
        select KeyValuePair.Create(header.Key, value);
}
