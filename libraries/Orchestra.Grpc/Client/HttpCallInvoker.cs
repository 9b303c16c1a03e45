using Grpc.Core;
using Grpc.Net.Client;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Client;

/// <summary>Starts calls over a channel.</summary>
internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options,
        TRequest request
    )
    {
        using var call = AsyncUnaryCall(method, host, options, request);
#pragma warning disable VSTHRD002 // Blocking is what the caller asks for.
        return call.ResponseAsync.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options,
        TRequest request
    )
    {
        var call = Start(method, host, options, request);
        return new AsyncUnaryCall<TResponse>(
            SingleResponseAsync(call, method),
            call.ResponseHeaders,
            call.GetStatus,
            call.GetTrailers,
            call.Dispose
        );
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options,
        TRequest request
    )
    {
        var call = Start(method, host, options, request);
        return new AsyncServerStreamingCall<TResponse>(
            new ResponseStreamReader<TResponse>(call, Messages(call, method)),
            call.ResponseHeaders,
            call.GetStatus,
            call.GetTrailers,
            call.Dispose
        );
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options
    )
    {
        var (call, requests) = StartStream(method, host, options);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            requests,
            SingleResponseAsync(call, method),
            call.ResponseHeaders,
            call.GetStatus,
            call.GetTrailers,
            call.Dispose
        );
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options
    )
    {
        var (call, requests) = StartStream(method, host, options);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            requests,
            new ResponseStreamReader<TResponse>(call, Messages(call, method)),
            call.ResponseHeaders,
            call.GetStatus,
            call.GetTrailers,
            call.Dispose
        );
    }

    private ClientCall Start<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall(channel, method, options);
        try
        {
            call.Start(host, new SingleRequestContent(FrameWriter.Of(method.RequestMarshaller, request, channel.MaxSendMessageSize)));
        }
        catch (RpcException exception)
        {
            call.End(exception.Status);
        }

        return call;
    }

    private (ClientCall Call, RequestStreamWriter<TRequest> Requests) StartStream<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options
    )
    {
        var call = new ClientCall(channel, method, options);
        var content = new RequestStreamContent();
        try
        {
            call.Start(host, content);
        }
        catch (RpcException exception)
        {
            call.End(exception.Status);
        }

        return (call, new RequestStreamWriter<TRequest>(call, content, method.RequestMarshaller, channel.MaxSendMessageSize));
    }

    private ResponseMessages<TResponse> Messages<TRequest, TResponse>(ClientCall call, Method<TRequest, TResponse> method)
        where TResponse : class => new(call, method.ResponseMarshaller, channel.MaxReceiveMessageSize);

    private Task<TResponse> SingleResponseAsync<TRequest, TResponse>(ClientCall call, Method<TRequest, TResponse> method)
        where TResponse : class
    {
        var response = Messages(call, method).ReadSingleAsync();
        // Who only reads the status, or disposes the call, must not leave an unobserved exception behind.
        _ = response.ContinueWith(
            static task => task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        return response;
    }
}
