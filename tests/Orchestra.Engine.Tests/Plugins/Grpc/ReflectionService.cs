using Google.Protobuf;
using Grpc.Core;
using Orchestra.Engine.Tests.Plugins.Grpc.Protos;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

/// <summary>Gives each file alone, as some servers do: what it imports must be asked for.</summary>
internal sealed class ReflectionService : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context
    )
    {
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var question = requestStream.Current;
            if (question.MessageRequestCase == ServerReflectionRequest.MessageRequestOneofCase.ListServices)
            {
                var services = new ListServiceResponse
                {
                    Service =
                    {
                        new ServiceResponse { Name = "grpc.reflection.v1.ServerReflection" },
                        new ServiceResponse { Name = "orchestra.scoring.v1.Scoring" },
                    },
                };
                await responseStream.WriteAsync(
                    new ServerReflectionResponse { ListServicesResponse = services },
                    context.CancellationToken
                );
                continue;
            }

            var file = ScoringSet
                .Files()
                .Find(one => one.Name == question.FileByFilename || question.FileContainingSymbol == one.Package + ".Scoring");
            await responseStream.WriteAsync(
                file is null
                    ? new ServerReflectionResponse
                    {
                        ErrorResponse = new ErrorResponse { ErrorCode = 5, ErrorMessage = "nobody knows it" },
                    }
                    : new ServerReflectionResponse
                    {
                        FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { file.ToByteString() } },
                    },
                context.CancellationToken
            );
        }
    }
}
