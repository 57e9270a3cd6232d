namespace Amazon.Lambda.Core;

/// <summary>Who the Cognito caller is.</summary>
public interface ICognitoIdentity
{
    string IdentityId { get; }

    string IdentityPoolId { get; }
}
