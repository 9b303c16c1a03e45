using System.Reflection;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestra.Grpc.Server;

/// <summary>Finds the methods of a service class by its generated base, and makes an instance for each call.</summary>
internal sealed class ServiceBinder<TService>(EndpointBinder endpoints) : ServiceBinderBase
    where TService : class
{
    private static readonly ObjectFactory<TService> Factory = ActivatorUtilities.CreateFactory<TService>([]);

    /// <summary>Adds all methods.</summary>
    public void Bind()
    {
        var attribute =
            typeof(TService).GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)
            ?? throw new InvalidOperationException($"{typeof(TService)} is no gRPC service: it must derive from a generated base");
        var bind =
            attribute
                .BindType.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.NonPublic)
                .SingleOrDefault(method =>
                    method.Name == attribute.BindMethodName
                    && method.GetParameters() is [var binder, _]
                    && binder.ParameterType == typeof(ServiceBinderBase)
                )
            ?? throw new InvalidOperationException($"{attribute.BindType} has no method {attribute.BindMethodName} that binds it");
        // Without an instance it tells the methods only.
        bind.Invoke(null, [this, null]);
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var invoke = Find<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(method);
        endpoints.AddMethod(
            method,
            new UnaryServerMethod<TRequest, TResponse>(
                (request, context) => UseAsync(context, service => invoke(service, request, context))
            )
        );
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ClientStreamingServerMethod<TRequest, TResponse>? handler
    )
    {
        var invoke = Find<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>(method);
        endpoints.AddMethod(
            method,
            new ClientStreamingServerMethod<TRequest, TResponse>(
                (requests, context) => UseAsync(context, service => invoke(service, requests, context))
            )
        );
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ServerStreamingServerMethod<TRequest, TResponse>? handler
    )
    {
        var invoke = Find<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(method);
        endpoints.AddMethod(
            method,
            new ServerStreamingServerMethod<TRequest, TResponse>(
                (request, responses, context) => UseAsync(context, service => DoneAsync(invoke(service, request, responses, context)))
            )
        );
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler
    )
    {
        var invoke = Find<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(method);
        endpoints.AddMethod(
            method,
            new DuplexStreamingServerMethod<TRequest, TResponse>(
                (requests, responses, context) => UseAsync(context, service => DoneAsync(invoke(service, requests, responses, context)))
            )
        );
    }

    // The delegate's first parameter is the instance, its last the return type.
    private static TDelegate Find<TDelegate>(IMethod method)
        where TDelegate : Delegate
    {
        var parameters = typeof(TDelegate).GetGenericArguments()[1..^1];
        var found =
            typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"{typeof(TService)} has no method {method.Name} for {method.FullName}");
        return found.CreateDelegate<TDelegate>();
    }

    private static async Task<TResult> UseAsync<TResult>(ServerCallContext context, Func<TService, Task<TResult>> use)
    {
        var services = context.GetHttpContext().RequestServices;
        if (services.GetService<TService>() is { } registered)
        {
            return await use(registered);
        }

        var service = Factory(services, []);
        try
        {
            return await use(service);
        }
        finally
        {
            if (service is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else
            {
                (service as IDisposable)?.Dispose();
            }
        }
    }

    private static async Task<bool> DoneAsync(Task task)
    {
        await task;
        return true;
    }
}
