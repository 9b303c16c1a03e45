using System.IO.Pipelines;
using Grpc.Core;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Client;

/// <summary>Reads the messages of a call's response, and ends the call by what comes after them.</summary>
internal sealed class ResponseMessages<TResponse>(ClientCall call, Marshaller<TResponse> marshaller, int? limit)
    where TResponse : class
{
    private PipeReader? _body;
    private FrameReader? _reader;

    /// <summary>The next response; null after the last, when the status is OK.</summary>
    /// <exception cref="RpcException">The status is another.</exception>
    public async Task<TResponse?> ReadNextAsync()
    {
        if (await ReadAsync() is { } message)
        {
            return message;
        }

        await EndAsync(hasMessage: true);
        return call.HasFailed ? throw call.Fault() : null;
    }

    /// <summary>The only response.</summary>
    /// <exception cref="RpcException">There is none, or several, or the status is not OK.</exception>
    public async Task<TResponse> ReadSingleAsync()
    {
        var message = await ReadAsync();
        if (message is not null && await ReadAsync() is not null)
        {
            call.End(new Status(StatusCode.Internal, "the server sent several responses where one is expected"));
        }

        await EndAsync(message is not null);
        return call.HasFailed ? throw call.Fault() : message!;
    }

    private async Task<TResponse?> ReadAsync()
    {
        if (await call.Response is not { } response || call.HasEnded)
        {
            return null;
        }

        try
        {
            _body ??= PipeReader.Create(await response.Content.ReadAsStreamAsync(call.Transport), ClientResponse.ReaderOptions);
            _reader ??= new FrameReader(_body, ClientResponse.EncodingOf(response), limit);
            return await _reader.ReadAsync(marshaller, call.Transport);
        }
        catch (Exception exception)
        {
            call.End(TransportFault.StatusOf(exception));
            return null;
        }
    }

    private async Task EndAsync(bool hasMessage)
    {
        if (await call.Response is { } response && !call.HasEnded)
        {
            // Gives its buffers back; where the call ends in another way, a read may still hold them.
            _body?.Complete();
            var status = ClientResponse.StatusIn(response.TrailingHeaders) ?? ClientResponse.WithoutStatus;
            var isMissing = status.StatusCode == StatusCode.OK && !hasMessage && call.HasSingleResponse;
            call.End(isMissing ? ClientResponse.WithoutMessage : status, ClientResponse.MetadataOf(response.TrailingHeaders));
        }
    }
}
