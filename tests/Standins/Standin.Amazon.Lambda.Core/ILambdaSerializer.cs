namespace Amazon.Lambda.Core;

/// <summary>Turns an event into the handler's parameter and its result into the answer.</summary>
public interface ILambdaSerializer
{
    T Deserialize<T>(Stream requestStream);

    void Serialize<T>(T response, Stream responseStream);
}
