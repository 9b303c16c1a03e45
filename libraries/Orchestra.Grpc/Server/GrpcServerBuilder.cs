using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestra.Grpc.Server;

internal sealed class GrpcServerBuilder(IServiceCollection services) : IGrpcServerBuilder
{
    public IServiceCollection Services { get; } = services;
}
